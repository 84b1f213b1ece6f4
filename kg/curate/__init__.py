"""Writing vocabularies: reading their files with line numbers, checking, formatting, adding, importing, and the pages that show them."""
