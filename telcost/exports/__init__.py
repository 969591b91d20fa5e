"""What leaves telcost: text made of the rows a Report gave. It asks no question of its own and adds nothing up."""
