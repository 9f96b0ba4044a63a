"""Programs: who answers for them, what they tolerate, how healthy they are declared, what was decided and asked."""
