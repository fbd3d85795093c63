"""The law in force here: the Django face of `dugnad.domain.law`, shown to residents in plain words with its source."""
