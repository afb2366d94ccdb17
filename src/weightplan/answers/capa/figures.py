"""CAPA's published figures (camhsnetwork.co.uk), as a unit's job plans use them."""

from fractions import Fraction

HALF_DAYS = 10  # of one full-time week
MINUTES_OF_HALF_DAY = 210
APPOINTMENTS_OF_HALF_DAY = 2
SHARE_IN_APPOINTMENTS = (Fraction(30, 100), Fraction(40, 100))  # of the half-days; the rest is other work
USABLE_WEEKS = Fraction(45, 52)  # 11.25 of a quarter's 13
FURTHER_CONTACTS = Fraction(15, 2)  # Partnership appointments that follow each Choice appointment, on average
MINUTES_OF_APPOINTMENT = MINUTES_OF_HALF_DAY // APPOINTMENTS_OF_HALF_DAY  # with notes, letters and calls
