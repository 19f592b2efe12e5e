"""Ten megabytes of markup that is hard on parsers, by the problem that each is read as."""

HOSTILE = {
    "html-too-deep": [b"<div>" * 2_000_000, b"<b>" * 3_000_000, b"<table><tr><td>" * 600_000, b"<ul><li>" * 1_000_000],
    "html-block-too-long": [b"&lt;" * 2_400_000, b"a " * 4_900_000, b"<" * 9_900_000, b"<pre>" + b"a\n" * 4_900_000],
    "html-too-long": [b"<p>a" * 2_400_000, b"a<br>" * 1_900_000],
    "html-not-closed": [
        b"x<!--" + b"a" * 9_900_000,
        b"<script>" * 1_200_000,
        b"<plaintext>" + b"<p>a" * 2_400_000,
        *(b"<a b='" * 1_600_000, b"<a " + b"=" * 9_900_000, b"<p " + b"a=1 " * 2_400_000),
    ],
    "empty-page": [b"\n" * 9_900_000, b"<p " + b"a=1 " * 2_400_000 + b">"],
    "binary-file": [b"<p>a\0b"],
}
