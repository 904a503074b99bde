"""The rulebook: legal rules as tables of plain Python beside their article. Knows neither Django nor a clock."""
