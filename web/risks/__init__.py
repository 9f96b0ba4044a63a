"""Risks in the browser: register, heat map, matrix, one risk and its acts."""
