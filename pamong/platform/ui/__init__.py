"""How Pamong looks and speaks: components, layouts, number and date writing, form fields, translations."""
