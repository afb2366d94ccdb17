"""What people read of a plan: a page, a workbook, calendars and a view in the terminal.

Everything here reads the case and the plan and changes neither; numbers come from the checker.
"""
