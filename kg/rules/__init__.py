"""The rule language: syntax → load → compile → match; see docs/rules.md for the people who write rules."""
