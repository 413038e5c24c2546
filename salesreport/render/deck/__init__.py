"""A notebook of slides as a deck: an editable PPTX, and the PDF of the same slides.

`reading` takes the slides from an executed notebook; `frames` says where a layout has room,
`house` and `company` make the file that the deck starts from; `paging` fits the parts of a
slide into that room, shrinks or splits them, and gives placed boxes; `drawing` makes shapes
of these, `printed` a page. Both draw the same boxes.

Only `company`, `house`, `drawing` and what they use load python-pptx, inside their functions'
module: a build without a deck does not pay for it.
"""
