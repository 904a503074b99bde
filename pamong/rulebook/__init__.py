"""The rulebook: legal rules as tables of plain Python beside their article. Ground floor; knows neither Django nor a clock."""
