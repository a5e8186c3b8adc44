"""Records: what is measured each quarter, and what each decision was made of."""
