"""How does a page leave the machine? As text, Markdown or a tagged PDF, made of what stands on it and nothing else."""
