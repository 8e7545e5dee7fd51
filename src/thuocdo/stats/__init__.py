"""Statistics without a framework: arrays in, arrays with their assumptions out.

In: plain arrays and frozen descriptions (`composite/`: units x indicators, a tree of weights).
Out: indices, ranks, rank intervals, sensitivity; what cannot be computed says why.
Words: composite index (chỉ số tổng hợp), normalisation (chuẩn hóa), draw (lượt mô phỏng), rank interval (khoảng hạng).
"""
