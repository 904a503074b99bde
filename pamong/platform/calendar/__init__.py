"""Working calendar: holidays per region, today and now by the database clock."""
