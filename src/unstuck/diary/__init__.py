"""What does a person write down, and how do they see it again?

`checking_in` says where a check-in belongs, `in_words` tells an entry in a line, `parts` takes one apart so that it
can be corrected, and `reminders` finds the days to be reminded of.
"""
