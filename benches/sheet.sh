# The group of thirty and what marks its people.

# A group of thirty people with a session at 13 today, made as its users would; keeps its id and that of the session.
make_group() {
  local like client referral n to
  like=$(curl -sf -H "Authorization: Bearer $(word token leader)" "$base/api/v1/groups?q=Pata&limit=1")
  group=$(api leader POST /groups '{"name":"Kolmekymmentä","kind":"functional","openness":"closed","summary":"Mittausta varten",
    "aims":["participation"],"audience":"Mittaajille","criteria":"Ei ehtoja","capacity":30,"min_participants":4,
    "languages":["fi"],"planned_hours":20,"budget_cents":0,
    "unit_id":"'"$(first unit_id <<<"$like")"'","venue_id":"'"$(first venue_id <<<"$like")"'"}' | first id)
  session=$(api leader PUT "/groups/$group/schedule" '{"first_date":"2026-10-14","start_time":"13:00",
    "duration_minutes":60,"timezone":"Europe/Helsinki","rrule":"FREQ=DAILY;COUNT=3"}' | first id)
  api leader POST "/groups/$group/transitions" '{"to":"submitted"}' >/dev/null
  api manager POST "/groups/$group/transitions" '{"to":"approved"}' >/dev/null
  api leader POST "/groups/$group/transitions" '{"to":"recruiting"}' >/dev/null
  for n in $(seq 30); do
    client=$(api worker POST /clients '{"name":"Mitattava '"$n"'","channel":"none"}' | first id)
    referral=$(api worker POST /referrals '{"client_id":"'"$client"'","group_id":"'"$group"'","reason":"Mittaus",
      "goals":[],"channels":["own_worker"]}' | first id)
    for to in in_review offered confirmed; do
      api leader POST "/referrals/$referral/transitions" '{"to":"'"$to"'"}' >/dev/null
    done
  done
}

# find_places: keeps the address of the sheet and whom it is about, once the session is over.
find_places() {
  token=$(word token leader)
  sheet=$base/api/v1/sessions/$session/attendance
  places=$(curl -s -H "Authorization: Bearer $token" "$sheet" | grep -o '"participation_id":"[0-9a-f-]*"' | cut -d'"' -f4 | sort -u)
  for people in 1 12 30; do put_script "$folder/put$people.lua" "$people"; done
}

# put_script FILE COUNT: marks that many people; every request changes every mark, so that none is skipped as unchanged.
put_script() {
  {
    echo "wrk.method = 'PUT'"
    echo "wrk.headers['Authorization'] = 'Bearer $token'"
    echo "wrk.headers['Content-Type'] = 'application/json'"
    echo "local ids = { $(head -n "$2" <<<"$places" | sed "s/.*/'&'/" | paste -sd, -) }"
    cat <<'LUA'
local turn = 0
request = function()
  turn = turn + 1
  local entries = {}
  for at, id in ipairs(ids) do
    local mark = '{"participation_id":"%s","status":"late","minutes":%d}'
    entries[at] = mark:format(id, 1 + (turn % 59))
  end
  return wrk.format(nil, nil, nil, '{"entries":[' .. table.concat(entries, ",") .. ']}')
end
LUA
  } >"$1"
}
