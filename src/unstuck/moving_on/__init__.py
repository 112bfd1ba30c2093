"""What does a person do when a therapy ends? Endings, what to take along, what to look for next, and the calls."""
