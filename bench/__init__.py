"""How fast Pamong is, at three sizes of office. `python -m bench --help`."""
