"""English lines and what they say on Saturday, 21 November 2026, at noon:

line | title | kind, day, time, rule (+ counts from the day it is done), priority, doubts.
"""

from __future__ import annotations

PHRASES = """
call Ann in 2 weeks | Call Ann | call 2026-12-05 - - 0
next Tue at 3pm meet Bob | Meet Bob | meeting 2026-11-24 15:00 - 0
half past three call Bob tomorrow | Call Bob | call 2026-11-22 15:30 - 0 hour
call at half past three | Call | call 2026-11-21 15:30 - 0 hour
today at 6pm text Bob | Text Bob | message 2026-11-21 18:00 - 0
yesterday call | Call | call 2026-11-20 - - 0 past
Fri 3pm |  | todo 2026-11-27 15:00 - 0
by Friday send the quote | Send the quote | message 2026-11-27 - - 0
this Friday |  | todo 2026-11-27 - - 0
next Friday |  | todo 2026-11-27 - - 0
next Saturday |  | todo 2026-11-28 - - 0
coming Monday |  | todo 2026-11-23 - - 0
Dec 15 |  | todo 2026-12-15 - - 0
December 15th at noon |  | todo 2026-12-15 12:00 - 0
15 December 2027 |  | todo 2027-12-15 - - 0
15th of December |  | todo 2026-12-15 - - 0
on the 15th |  | todo 2026-12-15 - - 0
12/15 |  | todo 2026-12-15 - - 0
5/12 pay rent | Pay rent | todo 2026-12-05 - - 0 day_or_month
2026-12-24 10:00 |  | todo 2026-12-24 10:00 - 0
in 3 days |  | todo 2026-11-24 - - 0
in an hour |  | todo 2026-11-21 13:00 - 0
in 15 minutes |  | todo 2026-11-21 12:15 - 0
in half an hour |  | todo 2026-11-21 12:30 - 0
in a couple of weeks |  | todo 2026-12-05 - - 0
in 2 weeks on Monday |  | todo 2026-11-30 - - 0
a week from now |  | todo 2026-11-28 - - 0
the day after tomorrow at 5 |  | todo 2026-11-23 17:00 - 0 hour
next weekend |  | todo 2026-11-28 - - 0
next week |  | todo 2026-11-23 - - 0
next week on Wed |  | todo 2026-11-25 - - 0
next month |  | todo 2026-12-01 - - 0
in January |  | todo 2027-01-01 - - 0
every Monday at 9 |  | todo 2026-11-23 09:00 WEEKLY;BYDAY=MO 0
every day at 10am |  | todo 2026-11-22 10:00 DAILY 0
every other Tuesday |  | todo 2026-11-24 - WEEKLY;INTERVAL=2;BYDAY=TU 0
every 2 weeks call Ann | Call Ann | call 2026-11-21 - WEEKLY;INTERVAL=2 0
monthly on the 1st pay rent | Pay rent | todo 2026-12-01 - MONTHLY;BYMONTHDAY=1 0
on Mondays staff meeting | Staff meeting | meeting 2026-11-23 - WEEKLY;BYDAY=MO 0
every weekday at 9:30 open | Open | todo 2026-11-23 09:30 WEEKLY;BYDAY=MO,TU,WE,TH,FR 0
daily at 21:00 close the till | Close the till | todo 2026-11-21 21:00 DAILY 0
send weekly report | Send weekly report | message - - - 0
every 5 clients | Every 5 clients | todo - - - 0
every 15th |  | todo 2026-12-15 - MONTHLY;BYMONTHDAY=15 0
every 3 months after it's done |  | todo 2026-11-21 - MONTHLY;INTERVAL=3+ 0
at 3 |  | todo 2026-11-21 15:00 - 0 hour
3:30 pm |  | todo 2026-11-21 15:30 - 0
at 7 in the evening |  | todo 2026-11-21 19:00 - 0
tomorrow morning |  | todo 2026-11-22 10:00 - 0
after lunch |  | todo 2026-11-21 15:00 - 0
urgent call Smith | Call Smith | call - - - 2
buy 3 lb coffee | Buy 3 lb coffee | todo - - - 0
meet from 10 to 12 tomorrow | Meet from 10 to 12 | meeting 2026-11-22 10:00 - 0
may call Ann | May call Ann | call - - - 0
sun cream order | Sun cream order | todo - - - 0
call Bob Sat at 3 | Call Bob | call 2026-11-28 15:00 - 0 weekday_today hour
meet Ann at 5 places | Meet Ann at 5 places | meeting - - - 0
Friday, December 4 |  | todo 2026-12-04 - - 0
Thursday December 4 |  | todo 2026-12-04 - - 0 weekday_differs
don't call before 9 | Don't call | call 2026-11-22 09:00 - 0 tomorrow
every Monday and Thursday at 9 |  | todo 2026-11-23 09:00 WEEKLY;BYDAY=MO,TH 0
call Ann tomorrow at 11 | Call Ann | call 2026-11-22 11:00 - 0
phone the supplier on Thursday morning | Phone the supplier | call 2026-11-26 10:00 - 0
tomorrow afternoon ring Bob | Ring Bob | call 2026-11-22 14:00 - 0
text Jane on 1 December | Text Jane | message 2026-12-01 - - 0
email the catalogue by the end of the month | Email the catalogue | message 2026-11-30 - - 0
pick up the order the day after tomorrow | Pick up the order | todo 2026-11-23 - - 0
on Wednesday fitting at 14:30 | Fitting | todo 2026-11-25 14:30 - 0
meeting on Monday at 12 | Meeting | meeting 2026-11-23 12:00 - 0
in 10 days check the review | Check the review | todo 2026-12-01 - - 0
in a year congratulate Ann | Congratulate Ann | message 2027-11-21 - - 0
in a week ask about the pie | Ask about the pie | todo 2026-11-28 - - 0
in an hour and a half take out the bread | Take out the bread | todo 2026-11-21 13:30 - 0
at quarter to two on Thursday |  | todo 2026-11-26 13:45 - 0 hour
twenty to three |  | todo 2026-11-21 14:40 - 0 hour
at ten |  | todo 2026-11-22 10:00 - 0 tomorrow
at eleven am |  | todo 2026-11-22 11:00 - 0 tomorrow
by two o'clock |  | todo 2026-11-21 14:00 - 0 hour
after 6pm |  | todo 2026-11-21 18:00 - 0
before lunch finish the report | Finish the report | todo 2026-11-21 13:00 - 0
tomorrow evening at 8 |  | todo 2026-11-22 20:00 - 0
at 8pm |  | todo 2026-11-21 20:00 - 0
at 8 am |  | todo 2026-11-22 08:00 - 0 tomorrow
at 12 |  | todo 2026-11-22 12:00 - 0 tomorrow
00:30 |  | todo 2026-11-22 00:30 - 0 tomorrow
23:59 |  | todo 2026-11-21 23:59 - 0
at midnight |  | todo 2026-11-22 00:00 - 0 tomorrow
half past twelve |  | todo 2026-11-21 12:30 - 0
half four |  | todo 2026-11-21 16:30 - 0 hour
half past six in the evening |  | todo 2026-11-21 18:30 - 0
quarter past eight |  | todo 2026-11-22 08:15 - 0 tomorrow
ten past five |  | todo 2026-11-21 17:10 - 0 hour
5 minutes past 6 |  | todo 2026-11-21 18:05 - 0 hour
5pm |  | todo 2026-11-21 17:00 - 0
17:00 |  | todo 2026-11-21 17:00 - 0
7.30am |  | todo 2026-11-22 07:30 - 0 tomorrow
at 18.45 |  | todo 2026-11-21 18:45 - 0
for Friday |  | todo 2026-11-27 - - 0
for tomorrow |  | todo 2026-11-22 - - 0
for 15 December |  | todo 2026-12-15 - - 0
starting 1 December every day |  | todo 2026-12-01 - DAILY 0
every Wednesday and Friday at 19:00 class | Class | todo 2026-11-25 19:00 WEEKLY;BYDAY=WE,FR 0
every Tuesday at 15:15 call Bob | Call Bob | call 2026-11-24 15:15 WEEKLY;BYDAY=TU 0
every working day |  | todo 2026-11-23 - WEEKLY;BYDAY=MO,TU,WE,TH,FR 0
every morning |  | todo 2026-11-22 10:00 DAILY 0
every evening at 7 call Ann | Call Ann | call 2026-11-21 19:00 DAILY 0
every weekend |  | todo 2026-11-21 - WEEKLY;BYDAY=SA,SU 0
weekly |  | todo 2026-11-21 - WEEKLY 0
once a week |  | todo 2026-11-21 - WEEKLY 0
once a year on 12 June |  | todo 2027-06-12 - YEARLY 0
every 6 months |  | todo 2026-11-21 - MONTHLY;INTERVAL=6 0
yearly |  | todo 2026-11-21 - YEARLY 0
monthly on the last day |  | todo 2026-11-30 - MONTHLY;BYMONTHDAY=-1 0
every month on the 15th |  | todo 2026-12-15 - MONTHLY;BYMONTHDAY=15 0
every 3 days |  | todo 2026-11-21 - DAILY;INTERVAL=3 0
every other day water the plants | Water the plants | todo 2026-11-21 - DAILY;INTERVAL=2 0
every first Wednesday | Every first Wednesday | todo 2026-12-02 - - 0 not_repeated
at the end of the week |  | todo 2026-11-22 - - 0
by the end of the year |  | todo 2026-12-31 - - 0
end of the day |  | todo 2026-11-21 - - 0
at the beginning of the week |  | todo 2026-11-23 - - 0
beginning of December |  | todo 2026-12-01 - - 0
in the middle of January |  | todo 2027-01-15 - - 0
middle of the week |  | todo 2026-11-25 - - 0
over the weekend |  | todo 2026-11-21 - - 0
by the weekend |  | todo 2026-11-21 - - 0
next Monday |  | todo 2026-11-23 - - 0
next Wed |  | todo 2026-11-25 - - 0
this Sunday |  | todo 2026-11-22 - - 0
this Tue at 5 |  | todo 2026-11-24 17:00 - 0 hour
last Wednesday |  | todo 2026-11-18 - - 0 past
the day before yesterday |  | todo 2026-11-19 - - 0 past
2 days ago | 2 days ago | todo - - - 0
Dec 31 |  | todo 2026-12-31 - - 0
31 Dec 2026 |  | todo 2026-12-31 - - 0
31/12 |  | todo 2026-12-31 - - 0
31.12.2026 |  | todo 2026-12-31 - - 0
31-12-2026 |  | todo 2026-12-31 - - 0
Feb 29 |  | todo 2028-02-29 - - 0 next_year
Nov 31 | Nov 31 | todo - - - 0
Dec 32 | Dec 32 | todo - - - 0
12.12.2012 |  | todo 2012-12-12 - - 0 past
in May |  | todo 2027-05-01 - - 0
in December |  | todo 2026-12-01 - - 0
next year |  | todo 2027-01-01 - - 0
! buy ribbon | Buy ribbon | todo - - - 1
important call | Call | call - - - 1
buy ribbon !!! | Buy ribbon | todo - - - 2
not urgent call | Not urgent call | call - - - 0
CALL TOMORROW AT 15 | CALL | call 2026-11-22 15:00 - 0
call   tomorrow    at   10 | Call | call 2026-11-22 10:00 - 0
tomorrow, at 10:30, call | Call | call 2026-11-22 10:30 - 0
call (tomorrow) | Call | call 2026-11-22 - - 0
order #15 is ready | Order #15 is ready | todo - - - 0
room 15 | Room 15 | todo - - - 0
order 2 cakes for 15 people by Saturday | Order 2 cakes for 15 people | todo 2026-11-28 - - 0 weekday_today
call 2 shops | Call 2 shops | call - - - 0
pay 1500 dollars tomorrow | Pay 1500 dollars | todo 2026-11-22 - - 0
15% off until Friday | 15% off | todo 2026-11-27 - - 0
call +44 20 7946 0958 on Friday | Call +44 20 7946 0958 | call 2026-11-27 - - 0
write to ann@mail.com tomorrow | Write to ann@mail.com | message 2026-11-22 - - 0
meeting 15 December from 10 to 12 | Meeting from 10 to 12 | meeting 2026-12-15 10:00 - 0
from Monday |  | todo 2026-11-23 - - 0
Mon 10:00 |  | todo 2026-11-23 10:00 - 0
Thu |  | todo 2026-11-26 - - 0
tell Ann that the order is ready | Tell Ann that the order is ready | message - - - 0
holiday from 20 December | Holiday | todo 2026-12-20 - - 0
quarterly |  | todo 2026-11-21 - MONTHLY;INTERVAL=3 0
every quarter |  | todo 2026-11-21 - MONTHLY;INTERVAL=3 0
every half hour | Every half hour | todo - - - 0
in two weeks |  | todo 2026-12-05 - - 0
in a fortnight |  | todo 2026-12-05 - - 0
three days from now |  | todo 2026-11-24 - - 0
two weeks later |  | todo 2026-12-05 - - 0
within 3 days |  | todo 2026-11-24 - - 0
3 days | 3 days | todo - - - 0
for 3 days | For 3 days | todo - - - 0
call Ann's mother on Sunday | Call Ann's mother | call 2026-11-22 - - 0
remind me to call Ann tomorrow | Remind me to call Ann | call 2026-11-22 - - 0
meet for lunch tomorrow at 1 | Meet for lunch | meeting 2026-11-22 13:00 - 0 hour
coffee with Jane Fri at noon | Coffee with Jane | todo 2026-11-27 12:00 - 0
pay rent on the 1st | Pay rent | todo 2026-12-01 - - 0
on the 31st |  | todo 2026-12-31 - - 0
June 5, 2027 |  | todo 2027-06-05 - - 0
5th of June 2027 at 9am |  | todo 2027-06-05 09:00 - 0
June 5 at 9 |  | todo 2027-06-05 09:00 - 0
by 5 pm today |  | todo 2026-11-21 17:00 - 0
today |  | todo 2026-11-21 - - 0
tonight |  | todo 2026-11-21 18:00 - 0
tomorrow night |  | todo 2026-11-22 21:00 - 0
this afternoon |  | todo 2026-11-21 14:00 - 0
this morning |  | todo 2026-11-22 10:00 - 0 tomorrow
first thing tomorrow |  | todo 2026-11-22 10:00 - 0
call Ann next week | Call Ann | call 2026-11-23 - - 0
call Ann next month | Call Ann | call 2026-12-01 - - 0
reply to May | Reply to May | message - - - 0
march to the shop | March to the shop | todo - - - 0
call asap | Call | call - - - 2
visit Smith Friday week | Visit Smith | meeting 2026-12-04 - - 0
call at 9 tomorrow morning | Call | call 2026-11-22 09:00 - 0
tomorrow 9am call | Call | call 2026-11-22 09:00 - 0
call back Mon or Tue | Call back or Tue | call 2026-11-23 - - 0 two_days
email Bob by EOD Friday | Email Bob | message 2026-11-27 - - 0
pick up cake 4pm Sat | Pick up cake | todo 2026-11-28 16:00 - 0 weekday_today
remind Ann to pay on the 5th | Remind Ann to pay | message 2026-12-05 - - 0
pay on 5th | Pay | todo 2026-12-05 - - 0
see Dr. Brown on Jan 3rd at 8:45 | See Dr. Brown | meeting 2027-01-03 08:45 - 0
order by noon | Order | todo 2026-11-22 12:00 - 0 tomorrow
in a month |  | todo 2026-12-21 - - 0
in 1 month |  | todo 2026-12-21 - - 0
next weekend's cake | Next weekend's cake | todo - - - 0
every Jan 1 |  | todo 2027-01-01 - YEARLY 0
every 1st of the month |  | todo 2026-12-01 - MONTHLY;BYMONTHDAY=1 0
noon tomorrow |  | todo 2026-11-22 12:00 - 0
at 10 or 11 | Or 11 | todo 2026-11-22 10:00 - 0 tomorrow
10 people at 7 | 10 people | todo 2026-11-21 19:00 - 0 hour
today's order | Today's order | todo - - - 0
in a week's time |  | todo 2026-11-28 - - 0
call back in a couple of hours | Call back | call 2026-11-21 14:00 - 0
in 1.5 hours pick up the order | Pick up the order | todo 2026-11-21 13:30 - 0
in 2h call Bob | Call Bob | call 2026-11-21 14:00 - 0
workshop Saturday 10 to 12 | Workshop 10 to 12 | todo 2026-11-28 10:00 - 0 weekday_today
workshop Saturday 10-12 | Workshop 10-12 | todo 2026-11-28 10:00 - 0 weekday_today
workshop sat 10am-12pm | Workshop 10am-12pm | todo 2026-11-28 10:00 - 0 weekday_today
meeting 2pm-3:30pm tomorrow | Meeting 2pm-3:30pm | meeting 2026-11-22 14:00 - 0
meeting tomorrow from 2 till 3 | Meeting from 2 till 3 | meeting 2026-11-22 14:00 - 0 hour
meeting between 2 and 3 tomorrow | Meeting between 2 and 3 | meeting 2026-11-22 14:00 - 0 hour
on duty 9 to 5 Wednesday | On duty 9 to 5 | todo 2026-11-25 09:00 - 0
twice a week clean the window | Twice a week clean the window | todo - - - 0 how_often
clean the window twice a week on Monday and Thursday | Clean the window | todo 2026-11-23 - WEEKLY;BYDAY=MO,TH 0
first Monday of the month stocktaking | Stocktaking | todo 2026-12-07 - - 0
every first Monday stocktaking | Every first Monday stocktaking | todo 2026-12-07 - - 0 not_repeated
last Friday of the month report | Report | todo 2026-11-27 - - 0
second Tuesday in December meeting | Meeting | meeting 2026-12-08 - - 0
2nd Tuesday of each month meeting | 2nd Tuesday of each month meeting | meeting 2026-12-08 - - 0 not_repeated
every six months clean the machine | Clean the machine | todo 2026-11-21 - MONTHLY;INTERVAL=6 0
once every three months change filter | Change filter | todo 2026-11-21 - MONTHLY;INTERVAL=3 0
every day from Monday to Friday at 9 |  | todo 2026-11-23 09:00 WEEKLY;BYDAY=MO,TU,WE,TH,FR 0
every day at 9 except Sunday |  | todo 2026-11-23 09:00 WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA 0
every Thursday starting December 3 |  | todo 2026-12-03 - WEEKLY;BYDAY=TH 0
pay rent on the 15th of every month | Pay rent | todo 2026-12-15 - MONTHLY;BYMONTHDAY=15 0
1st and 15th of every month payroll | Payroll | todo 2026-12-01 - MONTHLY;BYMONTHDAY=1,15 0
at the end of each month reconcile | Reconcile | todo 2026-11-30 - MONTHLY;BYMONTHDAY=-1 0
on the last day of the month reconcile | Reconcile | todo 2026-11-30 - - 0
biweekly Friday clean storage | Clean storage | todo 2026-11-27 - WEEKLY;INTERVAL=2;BYDAY=FR 0
a week from Wednesday fitting | Fitting | todo 2026-12-02 - - 0
in a month on the 5th |  | todo 2026-12-05 - - 0
standup tomorrow 9.30 | Standup | todo 2026-11-22 09:30 - 0
at nine thirty tomorrow |  | todo 2026-11-22 09:30 - 0
Sat Nov 28 11am workshop | Workshop | todo 2026-11-28 11:00 - 0
December fifth fitting | Fitting | todo 2026-12-05 - - 0
on the fifth of December |  | todo 2026-12-05 - - 0
this coming Thursday |  | todo 2026-11-26 - - 0
Tuesday of next week |  | todo 2026-11-24 - - 0
URGENT!!! Call Mary | Call Mary | call - - - 2
Black Friday sale prep | Black Friday sale prep | todo - - - 0
tomorrow! |  | todo 2026-11-22 - - 0
Smith Thu 3 | Smith | todo 2026-11-26 15:00 - 0 hour
follow up w/ Kate in 3 wks | Follow up w/ Kate | todo 2026-12-12 - - 0
standup tomorrow 9:30a | Standup 9:30a | todo 2026-11-22 - - 0
standup tomorrow 9:30p | Standup 9:30p | todo 2026-11-22 - - 0
vacation from 1 to 15 January | Vacation from 1 to 15 January | todo 2027-01-01 - - 0
sale 1-15 December | Sale 1-15 December | todo 2026-12-01 - - 0
"""
