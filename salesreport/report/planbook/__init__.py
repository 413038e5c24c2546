"""Plans of a run: what was promised, what is proposed, what people made of it in the book.

`records` rows as read · `merged` the plan for what comes · `whole` the book's view.
"""
