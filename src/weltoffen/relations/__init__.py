"""Relations as chains of dated acts: what the city has bound itself to, since when, by what."""
