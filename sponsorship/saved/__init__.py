"""Applications that were begun and are to be finished later, by a link in a letter."""
