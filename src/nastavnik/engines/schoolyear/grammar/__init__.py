"""The grammar of terms: text → repaired text → tokens → findings. Knows no kind of work and makes no `Term`."""
