"""python -m telcost"""

from telcost.cli import main

main(prog_name="python -m telcost")
