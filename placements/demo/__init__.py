"""The demo city: real places and programmes, invented people and organisations."""
