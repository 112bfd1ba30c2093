"""Does one change help this person? A trial on oneself: planned beforehand, no claim before its end."""
