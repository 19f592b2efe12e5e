"""Translations: what each language has of each skill, and which translations are older than their source."""
