"""Reading and writing regions: files, workbooks, frames, reports."""
