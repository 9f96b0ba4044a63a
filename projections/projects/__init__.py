"""The read model of projects: rows, the handlers that keep them, and the queries that pages ask."""
