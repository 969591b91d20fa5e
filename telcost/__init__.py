"""What did our telephony cost, who caused it, and can it be charged to them?"""

__version__ = "0.1.0"
