"""Which numbers ring the company, which it rings, and what lies behind its own.
Every number is reserved for fiction or was never put into service: 555-01xx, 020 7946 0xxx, 030 23125 xxx,
01 99 00 xx xx, (02) 5550 xxxx.
"""
from benchmarks.sample import company

AREA_CODES = company.words("""201 203 207 212 213 215 216 224 239 240 248 262 267 281 301 302 303 305 310 312 313 314
315 317 319 321 330 334 336 339 347 352 360 385 386 401 402 404 407 410 412 413 414 415 419 423 425 440 443 469 478
480 502 503 504 508 509 510 512 513 515 516 518 520 530 540 551 561 562 563 570 573 574 585 602 603 605 606 607 608
609 610 612 614 615 616 617 619 623 626 630 636 646 650 651 660 678 702 703 704 707 708 713 714 716 717 718 719 720
724 732 734 757 760 763 770 772 773 774 785 801 802 803 804 805 808 810 814 815 816 817 828 830 832 843 845 847 850
856 857 858 859 860 864 901 903 904 907 908 909 910 913 914 915 916 917 918 919 920 925 931 936 940 949 951 952 954
970 971 972 973 978 979 980 985 989""")

# destinations reserved for fiction, or never put into service: prefix, digits left, label
ABROAD = {
    "Canada": ["+141655501", "+151455501", "+160455501"],
    "Jamaica": ["+187655501"],
    "Dominican Republic": ["+180955501"],
    "Puerto Rico": ["+178755501"],
    "United Kingdom": ["+4420794600", "+4420794601", "+4420794602"],
    "Germany": ["+49302312500", "+49302312501"],
    "France": ["+33199000", "+33199001"],
    "Australia": ["+612555012"],
}
HABITS = {  # where the teams that ring abroad ring
    "SALES_EMEA": ["United Kingdom", "Germany", "France"],
    "EMEA Key Accounts": ["United Kingdom", "Germany", "France"],
    "LOGISTICS_Carriers": ["Canada", "Jamaica", "Dominican Republic", "Puerto Rico"],
    "Delivery Tracking": ["Canada", "Puerto Rico"],
    "Support Tier 2": ["Canada", "Australia"],
}
# our number: weight, queues behind its menu
ENTRIES = {
    "+18005550142": (20, ["Sales Inbound"] * 7 + ["Store Orders"] * 2 + ["SALES_Renewals"]),
    "+18885550117": (24, ["Support Tier 1"] * 7 + ["Product Help"] * 3),
    "+18335550176": (8, ["Warranty"]),
    "+18555550109": (9, ["Billing Payments"] * 5 + ["Billing Disputes"] * 2 + ["Payment Plans"] * 2),
    "+18445550163": (10, ["Delivery Tracking"]),
    "+18775550131": (4, ["Marketing Promotions"] * 2 + ["Loyalty Club"]),
    "+18665550100": (14, ["Sales Inbound", "Support Tier 1", "Billing Payments", "Delivery Tracking", "HR Benefits"]),
    "+12125550112": (3, ["SALES_EMEA"] * 2 + ["EMEA Key Accounts"]),
    "+12125550115": (3, ["HR Benefits"] * 2 + ["Recruiting"]),
    "+12125550116": (4, ["IT Service Desk"] * 2 + ["IT_Store_Systems"]),
    "+18135550112": (5, ["Returns Desk"]),
    "+13125550111": (2, ["LOGISTICS_Carriers"]),
    "+12125550118": (2, ["Pop-up Store Pilot"]),
}
TRANSFERS_TO = ["Support Tier 2", "Sales Inbound", "Billing Disputes", "Warranty", "Returns Desk", "Delivery Tracking",
                "Support Tier 1", "Billing Payments"]
DIALLED_FOR = ["EMEA Key Accounts", "SALES_EMEA", "SALES_EMEA", "Sales Inbound", "Support Tier 2", "Support Tier 1",
               "Billing Disputes", "LOGISTICS_Carriers", "LOGISTICS_Carriers", "Delivery Tracking", "Recruiting",
               "Warranty"]
WRITTEN_TO = ["Sales Inbound", "SALES_EMEA", "Support Tier 1", "Support Tier 1", "Product Help", "Billing Payments",
              "Delivery Tracking", "Returns Desk", "Warranty", "Loyalty Club", "IT Service Desk", "HR Benefits"]


def long_tail(random, low, high):
    """Mostly near `low`, now and then near `high`; only multiplications, so the same on every machine."""
    share = random.random()
    return low + int((high - low) * share * share * share)


def caller(random, pool=0.35):
    """A number reserved for fiction; a third of the callers are regulars."""
    if random.random() < pool:
        return f"+1{AREA_CODES[random.randrange(40)]}55501{random.randrange(5):02}"
    return f"+1{random.choice(AREA_CODES)}55501{random.randrange(100):02}"


def abroad(random, country):
    prefix = random.choice(ABROAD[country])
    length = 12 if prefix.startswith("+1") else {"+4": 13, "+3": 12, "+6": 12}[prefix[:2]]
    length = 14 if prefix.startswith("+49") else length
    return prefix + f"{random.randrange(10 ** (length - len(prefix))):0{length - len(prefix)}}"
