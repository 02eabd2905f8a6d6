"""An app of the tests' settings alone: how tables are emptied behind a test that commits."""
