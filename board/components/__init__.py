"""What is drawn: Streamlit elements around views, and the live panels."""
