"""The nouns: frozen pydantic models, one module each."""
