"""What can be done with charges and money, one file per noun."""
