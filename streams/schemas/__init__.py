"""The contract for others: JSON Schemas and an AsyncAPI document, from the structs."""
