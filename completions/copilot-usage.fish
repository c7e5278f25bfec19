function __fish_copilot_usage_zones
    string join \n local Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Asmara Africa/Asmera Africa/Bamako Africa/Bangui Africa/Banjul Africa/Bissau Africa/Blantyre Africa/Brazzaville Africa/Bujumbura Africa/Cairo Africa/Casablanca Africa/Ceuta Africa/Conakry Africa/Dakar Africa/Dar_es_Salaam Africa/Djibouti Africa/Douala Africa/El_Aaiun Africa/Freetown Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Juba Africa/Kampala Africa/Khartoum Africa/Kigali Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Lome Africa/Luanda Africa/Lubumbashi Africa/Lusaka Africa/Malabo Africa/Maputo Africa/Maseru Africa/Mbabane Africa/Mogadishu Africa/Monrovia Africa/Nairobi Africa/Ndjamena Africa/Niamey Africa/Nouakchott Africa/Ouagadougou Africa/Porto-Novo Africa/Sao_Tome Africa/Timbuktu Africa/Tripoli Africa/Tunis Africa/Windhoek America/Adak America/Anchorage America/Anguilla America/Antigua America/Araguaina America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Aruba America/Asuncion America/Atikokan America/Atka America/Bahia America/Bahia_Banderas America/Barbados America/Belem America/Belize America/Blanc-Sablon America/Boa_Vista America/Bogota America/Boise America/Buenos_Aires America/Cambridge_Bay America/Campo_Grande America/Cancun America/Caracas America/Catamarca America/Cayenne America/Cayman America/Chicago America/Chihuahua America/Ciudad_Juarez America/Coral_Harbour America/Cordoba America/Costa_Rica America/Coyhaique America/Creston America/Cuiaba America/Curacao America/Danmarkshavn America/Dawson America/Dawson_Creek America/Denver America/Detroit America/Dominica America/Edmonton America/Eirunepe America/El_Salvador America/Ensenada America/Fort_Nelson America/Fort_Wayne America/Fortaleza America/Glace_Bay America/Godthab America/Goose_Bay America/Grand_Turk America/Grenada America/Guadeloupe America/Guatemala America/Guayaquil America/Guyana America/Halifax America/Havana America/Hermosillo America/Indiana/Indianapolis America/Indiana/Knox America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Tell_City America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis America/Inuvik America/Iqaluit America/Jamaica America/Jujuy America/Juneau America/Kentucky/Louisville America/Kentucky/Monticello America/Knox_IN America/Kralendijk America/La_Paz America/Lima America/Los_Angeles America/Louisville America/Lower_Princes America/Maceio America/Managua America/Manaus America/Marigot America/Martinique America/Matamoros America/Mazatlan America/Mendoza America/Menominee America/Merida America/Metlakatla America/Mexico_City America/Miquelon America/Moncton America/Monterrey America/Montevideo America/Montreal America/Montserrat America/Nassau America/New_York America/Nipigon America/Nome America/Noronha America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Nuuk America/Ojinaga America/Panama America/Pangnirtung America/Paramaribo America/Phoenix America/Port-au-Prince America/Port_of_Spain America/Porto_Acre America/Porto_Velho America/Puerto_Rico America/Punta_Arenas America/Rainy_River America/Rankin_Inlet America/Recife America/Regina America/Resolute America/Rio_Branco America/Rosario America/Santa_Isabel America/Santarem America/Santiago America/Santo_Domingo America/Sao_Paulo America/Scoresbysund America/Shiprock America/Sitka America/St_Barthelemy America/St_Johns America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Swift_Current America/Tegucigalpa America/Thule America/Thunder_Bay America/Tijuana America/Toronto America/Tortola America/Vancouver America/Virgin America/Whitehorse America/Winnipeg America/Yakutat America/Yellowknife Antarctica/Casey Antarctica/Davis Antarctica/DumontDUrville Antarctica/Macquarie Antarctica/Mawson Antarctica/McMurdo Antarctica/Palmer Antarctica/Rothera Antarctica/South_Pole Antarctica/Syowa Antarctica/Troll Antarctica/Vostok Arctic/Longyearbyen Asia/Aden Asia/Almaty Asia/Amman Asia/Anadyr Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Ashkhabad Asia/Atyrau Asia/Baghdad Asia/Bahrain Asia/Baku Asia/Bangkok Asia/Barnaul Asia/Beirut Asia/Bishkek Asia/Brunei Asia/Calcutta Asia/Chita Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Colombo Asia/Dacca Asia/Damascus Asia/Dhaka Asia/Dili Asia/Dubai Asia/Dushanbe Asia/Famagusta Asia/Gaza Asia/Harbin Asia/Hebron Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Hovd Asia/Irkutsk Asia/Istanbul Asia/Jakarta Asia/Jayapura Asia/Jerusalem Asia/Kabul Asia/Kamchatka Asia/Karachi Asia/Kashgar Asia/Kathmandu Asia/Katmandu Asia/Khandyga Asia/Kolkata Asia/Krasnoyarsk Asia/Kuala_Lumpur Asia/Kuching Asia/Kuwait Asia/Macao Asia/Macau Asia/Magadan Asia/Makassar Asia/Manila Asia/Muscat Asia/Nicosia Asia/Novokuznetsk Asia/Novosibirsk Asia/Omsk Asia/Oral Asia/Phnom_Penh Asia/Pontianak Asia/Pyongyang Asia/Qatar Asia/Qostanay Asia/Qyzylorda Asia/Rangoon Asia/Riyadh Asia/Saigon Asia/Sakhalin Asia/Samarkand Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Srednekolymsk Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Tel_Aviv Asia/Thimbu Asia/Thimphu Asia/Tokyo Asia/Tomsk Asia/Ujung_Pandang Asia/Ulaanbaatar Asia/Ulan_Bator Asia/Urumqi Asia/Ust-Nera Asia/Vientiane Asia/Vladivostok Asia/Yakutsk Asia/Yangon Asia/Yekaterinburg Asia/Yerevan Atlantic/Azores Atlantic/Bermuda Atlantic/Canary Atlantic/Cape_Verde Atlantic/Faeroe Atlantic/Faroe Atlantic/Jan_Mayen Atlantic/Madeira Atlantic/Reykjavik Atlantic/South_Georgia Atlantic/St_Helena Atlantic/Stanley Australia/ACT Australia/Adelaide Australia/Brisbane Australia/Broken_Hill Australia/Canberra Australia/Currie Australia/Darwin Australia/Eucla Australia/Hobart Australia/LHI Australia/Lindeman Australia/Lord_Howe Australia/Melbourne Australia/NSW Australia/North Australia/Perth Australia/Queensland Australia/South Australia/Sydney Australia/Tasmania Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0 Etc/GMT+1 Etc/GMT+10 Etc/GMT+11 Etc/GMT+12 Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8 Etc/GMT+9 Etc/GMT-0 Etc/GMT-1 Etc/GMT-10 Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2 Etc/GMT-3 Etc/GMT-4 Etc/GMT-5 Etc/GMT-6 Etc/GMT-7 Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu Europe/Amsterdam Europe/Andorra Europe/Astrakhan Europe/Athens Europe/Belfast Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Busingen Europe/Chisinau Europe/Copenhagen Europe/Dublin Europe/Gibraltar Europe/Guernsey Europe/Helsinki Europe/Isle_of_Man Europe/Istanbul Europe/Jersey Europe/Kaliningrad Europe/Kiev Europe/Kirov Europe/Kyiv Europe/Lisbon Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Mariehamn Europe/Minsk Europe/Monaco Europe/Moscow Europe/Nicosia Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Riga Europe/Rome Europe/Samara Europe/San_Marino Europe/Sarajevo Europe/Saratov Europe/Simferopol Europe/Skopje Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Tirane Europe/Tiraspol Europe/Ulyanovsk Europe/Uzhgorod Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Vilnius Europe/Volgograd Europe/Warsaw Europe/Zagreb Europe/Zaporozhye Europe/Zurich Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Indian/Antananarivo Indian/Chagos Indian/Christmas Indian/Cocos Indian/Comoro Indian/Kerguelen Indian/Mahe Indian/Maldives Indian/Mauritius Indian/Mayotte Indian/Reunion Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ NZ-CHAT Navajo PRC PST8PDT Pacific/Apia Pacific/Auckland Pacific/Bougainville Pacific/Chatham Pacific/Chuuk Pacific/Easter Pacific/Efate Pacific/Enderbury Pacific/Fakaofo Pacific/Fiji Pacific/Funafuti Pacific/Galapagos Pacific/Gambier Pacific/Guadalcanal Pacific/Guam Pacific/Honolulu Pacific/Johnston Pacific/Kanton Pacific/Kiritimati Pacific/Kosrae Pacific/Kwajalein Pacific/Majuro Pacific/Marquesas Pacific/Midway Pacific/Nauru Pacific/Niue Pacific/Norfolk Pacific/Noumea Pacific/Pago_Pago Pacific/Palau Pacific/Pitcairn Pacific/Pohnpei Pacific/Ponape Pacific/Port_Moresby Pacific/Rarotonga Pacific/Saipan Pacific/Samoa Pacific/Tahiti Pacific/Tarawa Pacific/Tongatapu Pacific/Truk Pacific/Wake Pacific/Wallis Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa UTC Universal W-SU WET Zulu
end

function __fish_copilot_usage_keys
    string join \n hour day week month report source kind
end

# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_copilot_usage_global_optspecs
    string join \n q/quiet v/verbose color= log-format= h/help V/version
end

function __fish_copilot_usage_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_copilot_usage_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_copilot_usage_using_subcommand
    set -l cmd (__fish_copilot_usage_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s V -l version -d 'Print version'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "fetch" -d 'Fetch the current period from the API, charge it and print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "score" -d 'Charge messages from files and print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "explain" -d 'Explain what a text or a message costs, line by line'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "summary" -d 'Sum up the usage by day, report or other keys'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "compare" -d 'Compare what messages cost under several tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "diff" -d 'Compare two bills and list what was added, removed or changed'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "dashboard" -d 'Write the usage as a single HTML page'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "serve" -d 'Serve the bill over HTTP'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "keys" -d 'Make keys for the service'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "health" -d 'Ask a service whether it is ready'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "tariffs" -d 'List, print or check tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "schema" -d 'Print the JSON Schema of an output'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "completions" -d 'Print a shell completion script'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "man" -d 'Print the manual page'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l snapshot -d 'Also write the messages and their reports to FILE, for score' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l metrics -d 'Also write metrics of the run to FILE, as OpenMetrics' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l fail-over -d 'Exit with 7 if the total is higher than CREDITS' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-missing -d 'Exit with 7 if more than N reports, or N% of them, are missing' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l base-url -d 'Set the URL of the API [env: COPILOT_USAGE_BASE_URL]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l metrics -d 'Also write metrics of the run to FILE, as OpenMetrics' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l fail-over -d 'Exit with 7 if the total is higher than CREDITS' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-missing -d 'Exit with 7 if more than N reports, or N% of them, are missing' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l base-url -d 'Look up reports in the API at this URL' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l message -d 'Explain the message with this id, from files or the current period' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l base-url -d 'Use the API at this URL; with a FILE, only to look up reports' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l all -d 'Also show rules that charge nothing'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l by -d 'Group by one or two keys: hour, day, week, month, report, source, kind' -r -f -a "(__fish_complete_list , __fish_copilot_usage_keys)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l base-url -d 'Use the API at this URL; with a FILE, only to look up reports' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l tariff -d 'Compare this tariff, a built-in name or a file; give two or more' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l top -d 'Show the N largest differences of single messages' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l base-url -d 'Use the API at this URL; with a FILE, only to look up reports' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l base-url -d 'Look up the reports of messages in the API at this URL' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l base-url -d 'Use the API at this URL; with a FILE, only to look up reports' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s o -l output -d 'Write to FILE instead of standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-rows -d 'List up to N messages, and only sum up the others' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l include-text -d 'Include the texts of the messages'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l reproducible -d 'Leave out the time of creation'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l input-format -d 'Set the format of input files' -r -f -a "json\t'One document or array'
ndjson\t'One message per line; an empty file is no messages'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l reports -d 'Look up reports in PATH: a JSON file or a folder of {id}.json' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l base-url -d 'Use the API at this URL; with a FILE, only to look up reports' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l token-file -d 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l concurrency -d 'Open up to N connections at once' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l cache-dir -d 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l cache-ttl -d 'Use a cached report for TIME before checking for changes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l retries -d 'Retry a failed request up to N times' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l connect-timeout -d 'Limit the time to connect' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l timeout -d 'Limit the time of a request, such as 500ms, 30s, 2m' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l max-time -d 'Limit the time of all requests together' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l refresh -d 'Make a new bill when the last is older than TIME [default: 60s]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l stale-if-error -d 'If the API fails, serve the old bill for TIME more [default: 0]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l listen -d 'Listen on this address, or unix:PATH [env: COPILOT_USAGE_LISTEN]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l tls-cert -d 'Encrypt with the certificate in FILE, as PEM [env: COPILOT_USAGE_TLS_CERT]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l tls-key -d 'Use the private key in FILE, as PEM [env: COPILOT_USAGE_TLS_KEY]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l client-ca -d 'Let in only clients with a certificate of an authority in FILE [env: COPILOT_USAGE_CLIENT_CA]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l max-connections -d 'Serve up to N connections at once [env: COPILOT_USAGE_MAX_CONNECTIONS]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l header-timeout -d 'Limit the time to send the head of a request [env: COPILOT_USAGE_HEADER_TIMEOUT]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l body-timeout -d 'Limit the time to send the body of a request [env: COPILOT_USAGE_BODY_TIMEOUT]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l idle-timeout -d 'Close connections on which nothing happens for TIME [env: COPILOT_USAGE_IDLE_TIMEOUT]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l drain -d 'After SIGTERM, accept connections for TIME more [env: COPILOT_USAGE_DRAIN]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l grace -d 'Then let requests end within TIME [env: COPILOT_USAGE_GRACE]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l keys -d 'Answer only requests with a key of FILE [env: COPILOT_USAGE_KEYS]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l rate-limit -d 'Limit requests per second or minute [env: COPILOT_USAGE_RATE_LIMIT]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l trust-proxy -d 'Trust what this proxy says of its clients [env: COPILOT_USAGE_TRUST_PROXY]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l cors-origin -d 'Let pages of this origin use the service [env: COPILOT_USAGE_CORS_ORIGIN]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l allowed-host -d 'Also answer requests to this host name [env: COPILOT_USAGE_ALLOWED_HOST]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l tariff -d 'Charge by this tariff: a built-in name or a file' -r -F -a "text tokens tokens-ceil"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l since -d 'Keep only messages from TIME on, such as 2024-05-02' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l until -d 'Keep only messages before TIME, such as 2024-06-01' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l month -d 'Keep only messages of MONTH, such as 2024-05' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l on -d 'Keep only messages of DATE, such as 2024-05-31' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l last -d 'Keep only messages of the last DAYS, such as 7d' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l timezone -d 'Set the time zone of days: an IANA name or local' -r -f -a "(__fish_copilot_usage_zones)"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l on-report-error -d 'Set what to do if a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l duplicates -d 'Set what to do if a message id occurs twice' -r -f -a "refuse\t'Fail'
once\t'Charge it once if the two messages are the same, fail if they differ'
charge\t'Charge both, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l max-errors -d 'Report up to N invalid messages of a file' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l threads -d 'Use N threads [default: one per processor]' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l max-body -d 'Limit the size of an answer or a message, in bytes' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l no-auth -d 'Answer everyone on any address [env: COPILOT_USAGE_NO_AUTH]'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l allow-duplicates -d 'Same as --duplicates charge (deprecated)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -l strict -d 'Exit with 7 if there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -f -a "new" -d 'Make a key, add it to a file and print it'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and not __fish_seen_subcommand_from new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l label -d 'Call the key LABEL in the log' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l scope -d 'Allow these, separated by commas' -r -f -a "usage\t'Bills and what is asked of them'
chat\t'Calls of language models'
admin\t'Figures of the service'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l expires -d 'Let the key expire at TIME' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l keys -d 'Add the key to FILE [env: COPILOT_USAGE_KEYS]' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "new" -d 'Make a key, add it to a file and print it'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -l ca-cert -d 'Also trust the certificate authorities in FILE, as PEM' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -l timeout -d 'Limit the time of the request' -r -f
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -f -a "check" -d 'Check tariff files, and charge their test cases'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -f -a "text" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -f -a "tokens" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -f -a "tokens-ceil" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check text tokens tokens-ceil help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from text" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -s f -l format -d 'Set the output format' -r -f -a "json\t'One JSON document, described by `copilot-usage schema`'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values (RFC 4180)'
table\t'Aligned columns, for people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -s o -l output -d 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -l csv-raw -d 'Do not escape spreadsheet formulas in CSV'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from tokens-ceil" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check tariff files, and charge their test cases'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "text" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "tokens" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "tokens-ceil" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -l color -d 'Use colors' -r -f -a "auto\t'In a terminal, unless NO_COLOR is set'
always\t'Everywhere, also in a file or a pipe'
never\t'Nowhere'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -l log-format -d 'Set the log format' -r -f -a "text\t'Lines for people'
json\t'One JSON object per line, for programs'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s q -l quiet -d 'Print only warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s v -l verbose -d 'Also log each HTTP answer, retry and missing report'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "fetch" -d 'Fetch the current period from the API, charge it and print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "score" -d 'Charge messages from files and print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "explain" -d 'Explain what a text or a message costs, line by line'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "summary" -d 'Sum up the usage by day, report or other keys'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "compare" -d 'Compare what messages cost under several tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "diff" -d 'Compare two bills and list what was added, removed or changed'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "dashboard" -d 'Write the usage as a single HTML page'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "serve" -d 'Serve the bill over HTTP'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "keys" -d 'Make keys for the service'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "health" -d 'Ask a service whether it is ready'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "tariffs" -d 'List, print or check tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "schema" -d 'Print the JSON Schema of an output'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "completions" -d 'Print a shell completion script'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "man" -d 'Print the manual page'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard serve keys health tariffs schema completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "new" -d 'Make a key, add it to a file and print it'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from tariffs" -f -a "check" -d 'Check tariff files, and charge their test cases'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from tariffs" -f -a "text" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from tariffs" -f -a "tokens" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from tariffs" -f -a "tokens-ceil" -d 'Print this tariff'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -f -a "usage explain summary compare diff tariffs"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -f -a "bash elvish fish powershell zsh"
