"""Finding entries by what a question means: a sentence-embedding model, the guide's vectors, and their comparison."""

import os

# Before numpy is loaded: its threads wait for each other in busy loops, which costs more than they save as soon as
# two people ask at once. https://github.com/OpenMathLib/OpenBLAS#setting-the-number-of-threads-using-environment-variables
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
