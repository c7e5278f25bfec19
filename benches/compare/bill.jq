# The same in jq.
def cents:
  . as $text
  | [scan("[\\p{Alphabetic}'‘’-]+")] as $words
  | ($text | explode) as $codes
  | 100 + 5 * ($codes | length)
  + ([$words[] | length | if . < 4 then 10 elif . < 8 then 20 else 30 end] | add // 0)
  + 30 * ([range(2; $codes | length; 3) | $codes[.] | select([.] | implode | test("[aeiouAEIOU]"))] | length)
  + (if ($codes | length) > 100 then 500 else 0 end)
  - (if ($words | length) > 0 and ($words | unique | length) == ($words | length) then 200 else 0 end)
  | if . < 100 then 100 else . end
  | ($text | ascii_downcase | gsub("[^\\p{Alphabetic}\\p{N}]"; "") | explode) as $kept
  | if ($kept | length) > 0 and $kept == ($kept | reverse) then 2 * . else . end;
(.text | cents) as $cents
| "{\"message_id\":\(.id),\"timestamp\":\"\(.timestamp)\",\"credits_used\":\($cents / 100 | floor).\($cents % 100 | if . < 10 then "0\(.)" else . end)}"
