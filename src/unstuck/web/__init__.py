"""The app in the browser: pages over the library, on this machine only. No rule lives here.

`serving` starts it, `gate` guards the door, `notebook` is what a browser session has open, `visit` is one request with
all a page needs, and each module of `views` holds the pages of one room. Words stand in `knowledge/<language>`.
"""
