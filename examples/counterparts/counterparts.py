# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""The Python of docs/porting.md, as a program."""

import asyncio


async def load_user(key):
    await asyncio.sleep(0.005)
    return f"user {key}"


async def load_orders(key):
    await asyncio.sleep(0.005)
    return 10 * key


# [asynciobefore]
async def describe(key):
    both = asyncio.gather(load_user(key), load_orders(key))
    user, orders = await asyncio.wait_for(both, 2)
    return f"{user} has {orders} orders"
# [asynciobefore]


print("asyncio:", asyncio.run(describe(2)))
