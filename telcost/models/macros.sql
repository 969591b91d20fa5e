-- The only divisions there are. Operands are non-negative and divisors positive; the sign is carried separately.
-- tc_idiv floors a ÷ b; tc_muldiv floors a × b ÷ c and tc_mulmod is what that leaves, both through 128 bits.
create or replace macro tc_idiv(a, b) as cast(a as bigint) // cast(b as bigint);
create or replace macro tc_muldiv(a, b, c) as cast(cast(a as hugeint) * cast(b as hugeint) // cast(c as hugeint) as bigint);
create or replace macro tc_mulmod(a, b, c) as cast(cast(a as hugeint) * cast(b as hugeint) % cast(c as hugeint) as bigint);
