"""Who Meridian Outfitters is: departments, cost centres, queues, people, numbers, campaigns.
Knows the truth a telcost home has to find out (`department_of_queue`, `User.department`); knows no call and no price.
"""
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from uuid import UUID

DOMAIN = "meridianoutfitters.example"
ORGANISATION = "meridian-outfitters"
RETURNS_MOVE_ON = date(2026, 3, 16)


def words(text):
    return text.split()


def id_of(*names):
    """A version 4 UUID that is the same in every run."""
    return str(UUID(bytes=md5(":".join(map(str, names)).encode()).digest(), version=4))


# department: label, aliases
DEPARTMENTS = {
    "Sales": ("Sales", "Commercial Sales"),
    "Support": ("Customer Support", "Customer Support|Customer Care"),
    "Billing": ("Billing", "Accounts Receivable"),
    "HR": ("Human Resources", "Human Resources|People Team"),
    "IT": ("Information Technology", "Information Technology|Technology"),
    "Marketing": ("Marketing", ""),
    "Logistics": ("Logistics", "Supply Chain"),
    "Legal": ("Legal", "Legal and Compliance"),
}

# cost centre, label, department, parent, default
COST_CENTRES = [
    ("CC-1000", "Meridian Outfitters", "", "", "no"),
    ("CC-4000", "Commercial", "", "CC-1000", "no"),
    ("CC-4100", "Sales", "Sales", "CC-4000", "yes"),
    ("CC-4110", "Sales EMEA", "Sales", "CC-4100", "no"),
    ("CC-4200", "Marketing", "Marketing", "CC-4000", "yes"),
    ("CC-5000", "Customer Operations", "", "CC-1000", "no"),
    ("CC-5100", "Customer Support", "Support", "CC-5000", "yes"),
    ("CC-5110", "Support Tier 2", "Support", "CC-5100", "no"),
    ("CC-5200", "Billing", "Billing", "CC-5000", "yes"),
    ("CC-5300", "Logistics", "Logistics", "CC-5000", "yes"),
    ("CC-6000", "Corporate", "", "CC-1000", "no"),
    ("CC-6100", "Human Resources", "HR", "CC-6000", "yes"),
    ("CC-6200", "Information Technology", "IT", "CC-6000", "yes"),
    ("CC-6300", "Legal", "Legal", "CC-6000", "yes"),
]

DIVISIONS = ["Home", "Commercial", "Customer Operations", "Corporate"]
DIVISION_OF = {
    "Sales": "Commercial",
    "Marketing": "Commercial",
    "Support": "Customer Operations",
    "Billing": "Customer Operations",
    "Logistics": "Customer Operations",
    "HR": "Corporate",
    "IT": "Corporate",
    "Legal": "Corporate",
    "": "Home",
}


@dataclass(frozen=True)
class Queue:
    name: str
    description: str | None
    found_by: str  # table, description, prefix or nothing
    department: str  # '' when nobody can tell
    cost_centre: str
    caller_id: str  # what it shows when it dials out

    @property
    def id(self):
        return id_of("queue", self.name)


QUEUES = {
    name: Queue(name, *rest)
    for name, *rest in [
        ("Sales Inbound", "New orders and quotes", "table", "Sales", "", "+12125550110"),
        ("Sales Outbound", "Campaigns and call-backs", "table", "Sales", "", "+12125550111"),
        ("EMEA Key Accounts", "Named accounts and expeditions", "table", "Sales", "CC-4110", "+12125550112"),
        ("SALES_EMEA", None, "prefix", "Sales", "", "+12125550112"),
        ("SALES_Renewals", "Yearly service plans", "prefix", "Sales", "", "+12125550113"),
        ("Store Orders", "Sales | Orders phoned in by stores", "description", "Sales", "", "+12125550110"),
        ("Support Tier 1", "First line", "table", "Support", "", "+18135550110"),
        ("Support Tier 2", "Second line", "table", "Support", "CC-5110", "+18135550110"),
        ("Warranty", "Claims under warranty", "table", "Support", "", "+18135550111"),
        ("Returns Desk", "Returned goods", "table", "Support", "", "+18135550112"),
        ("Product Help", "Customer Care | Fit, care and repair", "description", "Support", "", "+18135550110"),
        ("SUPPORT_After_Hours", None, "prefix", "Support", "", "+18135550113"),
        ("Billing Payments", "Card payments and receipts", "table", "Billing", "", "+12125550114"),
        ("Billing Disputes", "Chargebacks and disputes", "table", "Billing", "", "+12125550114"),
        ("Payment Plans", "Billing | Instalments", "description", "Billing", "", "+12125550114"),
        ("HR Benefits", "Benefits and leave", "table", "HR", "", "+12125550115"),
        ("Recruiting", "Human Resources | Candidates", "description", "HR", "", "+12125550115"),
        ("IT Service Desk", "Incidents and requests", "table", "IT", "", "+12125550116"),
        ("IT_Store_Systems", "Tills and store networks", "prefix", "IT", "", "+12125550116"),
        ("Marketing Promotions", "Promotion hotline", "table", "Marketing", "", "+12125550117"),
        ("Loyalty Club", "Marketing | Members' programme", "description", "Marketing", "", "+12125550117"),
        ("Delivery Tracking", "Where is my parcel", "table", "Logistics", "", "+13125550110"),
        ("LOGISTICS_Carriers", None, "prefix", "Logistics", "", "+13125550111"),
        ("Pop-up Store Pilot", "Pilot until summer, owner to be agreed", "nothing", "", "", "+12125550118"),
    ]
}


def department_of_queue(name, on):
    if name == "Returns Desk" and on >= RETURNS_MOVE_ON:
        return "Logistics"
    return QUEUES[name].department


@dataclass(frozen=True)
class User:
    name: str
    department: str  # the truth; '' when nothing says it
    said_by: str  # user.csv, genesys (the department field of the user) or nothing
    written: str  # how Genesys spells the department
    title: str
    did: str  # '' when the user has no number of their own
    licence: str  # '', CX 2 or CX 3

    @property
    def id(self):
        return id_of("user", self.name)

    @property
    def email(self):
        return self.name.lower().replace(" ", ".").replace("'", "") + "@" + DOMAIN

    @property
    def station(self):
        return md5(("station" + self.name).encode()).hexdigest()[:24]


FIRST_NAMES = words("""
Amelia Bruno Carla Dmitri Elena Farid Grace Hector Imani Jonas Keiko Liam Maren Nadia Oscar Priya Quinn
Rafael Sofia Tomas Uma Viktor Wanda Xenia Yusuf Zoe Alban Bettina Cyrus Delphine Emeka Fiona Gustav Helga""")
LAST_NAMES = words("""
Abara Bellweather Castellan Dunmore Eastlake Fairbourne Greystone Hollander Ironwood Jessamine Kettleby
Larkspur Mossgrove Northcote Oakhurst Penhallow Quillfeather Ravenscar Silverthorn Thistledown Underhill Valecrest
Whitlock Yarborough Zellweger""")

# department: people, of these with CX 3, with CX 2, title, how Genesys spells it, first number of its users
STAFF = {
    "Sales": (24, 6, 16, "Sales Advisor", "Sales", 12125550140),
    "Support": (34, 6, 26, "Support Specialist", "Customer Support", 18135550120),
    "Billing": (13, 3, 9, "Billing Clerk", "Accounts Receivable", 12125550170),
    "HR": (6, 1, 4, "People Partner", "Human Resources", 12125550184),
    "IT": (9, 2, 5, "Systems Analyst", "Technology", 12125550191),
    "Marketing": (8, 1, 5, "Campaign Planner", "Marketing", 13125550120),
    "Logistics": (11, 1, 8, "Dispatch Coordinator", "Supply Chain", 13125550130),
    "Legal": (5, 0, 2, "Counsel", "Legal and Compliance", 13125550142),
}


def _people():
    number = 0
    for department, (count, cx3, cx2, title, written, first_did) in STAFF.items():
        for place in range(count):
            name = f"{FIRST_NAMES[number * 7 % 34]} {LAST_NAMES[number * 3 % 25]}"
            licence = "CX 3" if place < cx3 else "CX 2" if place < cx3 + cx2 else ""
            said_by = "user.csv" if department == "Legal" or place % 4 == 0 else "genesys"
            shown = "Operations" if said_by == "user.csv" and place % 8 == 0 else written
            did = f"+{first_did + place}" if place < 20 and place % 5 < 4 else ""
            yield User(name, department, said_by, shown, "Head of " + department if place == 0 else title, did, licence)
            number += 1
    yield User("Casey Winterbourne", "", "nothing", "", "Contractor", "+12125550139", "CX 2")
    yield User("Robin Ashgrove", "", "nothing", "", "Contractor", "", "CX 2")


USERS = list(_people())
USER = {user.name: user for user in USERS}
LEAVER = "Casey Winterbourne"


def somebody(department, place=1):
    return [user for user in USERS if user.department == department and user.licence][place]


def somebody_with_a_number(department):
    return next(user for user in USERS if user.department == department and user.licence and user.did)


def members(queue):
    """Who answers a queue: the licensed people of its department; the pilot has two contractors nobody mapped."""
    department = QUEUES[queue].department
    team = [user for user in USERS if user.department == department and user.licence]
    if queue in ("Support Tier 2", "EMEA Key Accounts", "SALES_EMEA"):
        return team[:8]
    return team


# our toll-free numbers: where they end, their queue, their department in number.csv, label
TOLL_FREE = {
    "+18665550100": ("+12125550100", "Main menu", "", "Company main line"),
    "+18005550142": ("+12125550110", "Sales Inbound", "Sales", "Sales"),
    "+18885550117": ("+18135550110", "Support Tier 1", "Support", "Customer care"),
    "+18335550176": ("+18135550111", "Warranty", "Support", "Warranty claims"),
    "+18555550109": ("+12125550114", "Billing Payments", "Billing", "Payments"),
    "+18445550163": ("+13125550110", "Delivery Tracking", "Logistics", "Parcel tracking"),
    "+18775550131": ("+12125550117", "Marketing Promotions", "Marketing", "Promotions"),
}

# our department DIDs: queue, department in number.csv
DIDS = {
    "+12125550100": ("Main menu", ""),
    "+12125550110": ("Sales Inbound", "Sales"),
    "+12125550111": ("Sales Outbound", "Sales"),
    "+12125550112": ("SALES_EMEA", "Sales"),
    "+12125550113": ("SALES_Renewals", "Sales"),
    "+12125550114": ("Billing Payments", "Billing"),
    "+12125550115": ("HR Benefits", "HR"),
    "+12125550116": ("IT Service Desk", "IT"),
    "+12125550117": ("Loyalty Club", "Marketing"),
    "+12125550118": ("Pop-up Store Pilot", ""),
    "+13125550110": ("Delivery Tracking", "Logistics"),
    "+13125550111": ("LOGISTICS_Carriers", "Logistics"),
    "+18135550110": ("Support Tier 1", "Support"),
    "+18135550111": ("Warranty", "Support"),
    "+18135550112": ("Returns Desk", "Support"),
    "+18135550113": ("SUPPORT_After_Hours", "Support"),
}

DID_POOLS = [("+12125550100", "+12125550199"), ("+13125550100", "+13125550149"), ("+18135550100", "+18135550159")]

CAMPAIGNS = {"Spring Gear Launch": "Sales Outbound", "Service Plan Renewals": "SALES_Renewals"}
FLOWS = {
    "Main menu": "14.0",
    "Sales menu": "9.0",
    "Support menu": "22.0",
    "Payments menu": "11.0",
    "Tracking menu": "7.0",
    "Promotions menu": "3.0",
    "Staff menu": "5.0",
    "Pilot menu": "1.0",
}
MENU_OF = {
    "Sales": "Sales menu",
    "Support": "Support menu",
    "Billing": "Payments menu",
    "Logistics": "Tracking menu",
    "Marketing": "Promotions menu",
    "HR": "Staff menu",
    "IT": "Staff menu",
    "": "Pilot menu",
}
WRAP_UP_CODES = ["Order placed", "Question answered", "Escalated", "Call back promised", "Wrong department", "No sale"]
