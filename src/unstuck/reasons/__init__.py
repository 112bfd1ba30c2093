"""What may be going wrong?"""
