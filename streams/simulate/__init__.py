"""The demo feed (演示数据): a synthetic city of which every record says so.

What is sent is a pure function of seed, volumes and period, so a stopped feed goes on
by planning its last days again. Shapes and volumes are the CSV files beside the code.
"""
