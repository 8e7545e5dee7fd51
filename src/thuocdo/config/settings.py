"""placeholder"""
SECRET_KEY = "x"
