"""Invented skill pages in layout H, in Portuguese: as many as asked for, always the same for the same seed.

Also as the HTML of a site, and as one workbook.
"""

import itertools
import random
import string
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import click

from minimal_xlsx import Value, xlsx
from skosmith.model import Page, Source, Text, decode
from skosmith.pages import parse_page

_NOUNS = [
    "acordo", "almoxarifado", "análise", "aquário", "arquivo", "assinatura", "avaliação", "balança", "barco",
    "biblioteca", "bússola", "caderno", "calendário", "caminho", "canal", "catálogo", "cerâmica", "colheita",
    "concerto", "contrato", "correio", "depósito", "desenho", "diário", "embarque", "ensaio", "entrega", "equipe",
    "escala", "estoque", "estrada", "farol", "feira", "ferramenta", "floresta", "fonte", "fronteira", "guia",
    "horta", "ilha", "inventário", "jardim", "jornal", "laboratório", "lavoura", "livro", "lote", "mapa", "maré",
    "medida", "mercado", "moinho", "museu", "oficina", "olaria", "padrão", "painel", "percurso", "piloto", "plano",
    "ponte", "porto", "praça", "prazo", "projeto", "queijo", "recibo", "relógio", "reserva", "rio", "roteiro",
    "safra", "semente", "serviço", "sinal", "tear", "telhado", "teste", "tinta", "trilha", "turno", "vagão", "vela",
    "viagem", "vitrine",
]  # fmt: skip
_VERBS = [
    "acompanha", "ajusta", "amplia", "anota", "aprova", "compara", "confere", "conduz", "consulta", "coordena",
    "corrige", "cuida", "decide", "define", "descreve", "distribui", "divulga", "documenta", "ensina", "escolhe",
    "estima", "examina", "explica", "guarda", "indica", "instala", "mede", "monta", "negocia", "observa", "orienta",
    "organiza", "planeja", "prepara", "propõe", "publica", "recolhe", "registra", "repara", "responde", "revisa",
    "seleciona", "sugere", "supervisiona", "testa", "traça", "transporta", "verifica",
]  # fmt: skip
_JOINTS = [
    "de acordo com",
    "ao lado de",
    "para",
    "com",
    "antes de",
    "depois de",
    "a partir de",
    "em torno de",
    "sem perder",
]
_TITLES = ["Observa", "Ajuda", "Faz", "Facilita", "Assegura", "Abre caminho", "Dá rumo"]


def _sentence(rng: random.Random) -> str:
    clauses = [
        f"{rng.choice(_VERBS)} {rng.choice(_NOUNS)} e {rng.choice(_NOUNS)} {rng.choice(_JOINTS)} {rng.choice(_NOUNS)}"
        for _ in range(rng.randint(1, 3))
    ]
    return ", ".join(clauses).capitalize() + "."


def _passage(rng: random.Random, sentences: int) -> str:
    return " ".join(_sentence(rng) for _ in range(sentences))


def pages(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """``count`` pages as (code, text), some 6,000 bytes each; at most 456,976, one for each code."""
    shared = random.Random(seed)  # noqa: S311 - texts, not secrets
    essences = [_passage(shared, 2) for _ in _TITLES]
    notes = [_passage(shared, 2) for _ in range(7)]
    codes = map("".join, itertools.product(string.ascii_uppercase, repeat=4))
    for number, code in zip(range(count), codes, strict=False):
        yield code, _page(code, random.Random(f"{seed}/{number}"), essences, notes)  # noqa: S311


def _page(code: str, rng: random.Random, essences: list[str], notes: list[str]) -> str:
    name = f"{rng.choice(_NOUNS).capitalize()} de {rng.choice(_NOUNS)} {code.lower()}"
    first = rng.randint(1, 3)
    levels = range(first, rng.randint(first + 3, 7) + 1)
    lower, higher = "Onde níveis inferiores não são definidos...", "Onde níveis mais altos não são definidos..."
    blocks = [
        "O modelo global de competências para o mundo digital",
        f"{name} {code}",
        _passage(rng, 1),
        "Níveis de responsabilidade para esta habilidade",
        " ".join(map(str, levels)),
        "Notas orientativas",
        _passage(rng, 3),
        _passage(rng, 2) + "\n\n" + "\n".join(f"  • {_sentence(rng)}" for _ in range(3)),
        "Compreendendo os níveis de responsabilidade desta habilidade",
        f"{lower}\n  • {notes[0]}\n{higher}\n  • {notes[1]}",
        "Desenvolver habilidades e demonstrar responsabilidades relacionadas a essa habilidade",
        notes[2],
        lower,
        notes[3],
        f"  • {notes[4]}\n  • {notes[5]}\n{higher}\n  • {notes[6]}",
        "Mostrar/ocultar descrições e níveis extras.",
    ]
    for level in levels:
        blocks += [
            f"{name}: Nível {level}",
            f"Nível {level} - {_TITLES[level - 1]}: Essência do nível: {essences[level - 1]}",
            _passage(rng, 4),
        ]
    return "\n\n".join(blocks)


# What stands around the text of a page on a site: some 15,000 bytes that say nothing of the skill.
_NAVIGATION = "".join(
    f'<li class="item"><a href="/en/skills/{number}">Skill {number}</a></li>\n' for number in range(150)
)
_SCRIPT = f"<script>var page = {{ words: {_NOUNS} }};</script>"


def as_html(text: str) -> str:
    """A page as the site would write it: headings, paragraphs and lists, with the site around."""
    parts = []
    for number, block in enumerate(text.split("\n\n")):
        for line in block.split("\n"):
            is_heading = number and line[-1] not in ".!?" and not line[0].isdigit()
            tag = "li" if line.startswith("  • ") else "h1" if number == 1 else "h2" if is_heading else "p"
            parts.append(f'<{tag} class="x">{escape(line.removeprefix("  • "))}</{tag}>')
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="pt">\n<head><meta charset="utf-8">\n{_SCRIPT}</head>\n<body>\n'
        f"<nav><ul>{_NAVIGATION}</ul></nav>\n<main>\n{body}\n</main>\n<footer><p>Nobody</p></footer>\n</body></html>\n"
    )


def as_workbook(texts: Iterable[str]) -> bytes:
    """The skills of ``texts``, and their levels, as the official workbook lays them out."""
    numbers = range(1, 8)
    texts_of_levels = [f"Level {number} description" for number in numbers]
    head = [
        "#",
        *map(str, numbers),
        "Code",
        "Skill",
        "Category",
        "Subcategory",
        "Overall description",
        "Guidance notes",
    ]
    skills: list[list[Value]] = [[*head, *texts_of_levels]]
    levels: dict[int, list[Value]] = {}
    for count, text in enumerate(texts, 1):
        source = decode("page", text.encode())
        assert isinstance(source, Source)
        page, _ = parse_page(source)
        assert isinstance(page, Page)
        of_level = {section.number: section for section in page.sections}
        for number, section in of_level.items():
            if section.title and section.essence:
                levels[number] = [number, section.title.value, f"Essência do nível: {section.essence.value}"]
        skills.append([
            count, *(number if number in of_level else None for number in numbers), page.notation.value,
            _value(page.pref_label), f"Grupo {count % 6}", f"Grupo {count % 6}, parte {count % 18}",
            _value(page.definition), _value(page.scope_note),
            *(_value(of_level[number].definition) if number in of_level else None for number in numbers),
        ])  # fmt: skip
    sheet: list[list[Value]] = [
        ["Level", "Guiding phrase", "Essence of the level"],
        *(levels[at] for at in sorted(levels)),
    ]
    return xlsx({"Skills": skills, "Levels of responsibility": sheet})


def _value(text: Text | None) -> str | None:
    return text.value if text else None


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--count", default=150, show_default=True, help="How many pages.")
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same pages.")
def main(folder: Path, count: int, seed: int) -> None:
    """Write invented skill pages into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, text in pages(count, seed):
        (folder / f"{code}.pt.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
