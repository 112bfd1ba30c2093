"""What now?"""
