"""From views to finished pages: papermill executes, nbconvert renders.

`engine` runs a notebook inside a warm worker, `exporters` turn the executed
notebook into a sealed HTML page and a tagged PDF, `batch` does this for many
readers at once, `outputs` lays the files out and keeps the manifest.
"""

# papermill loads our engine through its entry point while it is itself being
# imported: started from our side, that would meet a half-made engine module.
import papermill

__all__ = ["papermill"]
