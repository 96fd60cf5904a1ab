"""The situation board: Streamlit pages over ready snapshots."""
