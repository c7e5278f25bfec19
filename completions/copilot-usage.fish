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

complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s h -l help -d 'Print help'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -s V -l version -d 'Print version'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "fetch" -d 'Fetch the current period\'s messages from the API, charge them, print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "score" -d 'Charge messages from files, offline'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "explain" -d 'Explain what a text or a message costs, line by line'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "summary" -d 'Put the usage together by day, by report or by what was charged'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "compare" -d 'Compare what a period costs under several tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "diff" -d 'Tell what has changed from one bill to another'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "dashboard" -d 'Write the usage as one HTML page that needs nothing else'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "tariffs" -d 'List the tariffs that ship, print one to copy and edit, or check one of your own'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "schema" -d 'Print the JSON Schema of an output'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "man" -d 'Print the manual page'
complete -c copilot-usage -n "__fish_copilot_usage_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l snapshot -d 'Also write the messages and their reports to a file that `score` reads' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l metrics -d 'Write figures of a run that went well for a monitor, as OpenMetrics' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l fail-over -d 'Exit with 7 when the total is higher' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l base-url -d 'Where the API is' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l metrics -d 'Write figures of a run that went well for a monitor, as OpenMetrics' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l fail-over -d 'Exit with 7 when the total is higher' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l base-url -d 'Look reports up in this API, instead of the snapshot' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand score" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l message -d 'Explain the message with this id, of files or of the current period' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l base-url -d 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l all -d 'Show the rules that found nothing, too'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l by -d 'Put messages together by this, or by two of them: hour, day, week, month, report, source, kind' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l base-url -d 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand summary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l tariff -d 'Compare these tariffs, the later ones with the first: names of `copilot-usage tariffs`, or files' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l top -d 'Show so many of the largest differences of a message' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l base-url -d 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l base-url -d 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l input-format -d 'Read files as this, instead of telling by their content' -r -f -a "json\t'One document or array'
ndjson\t'A message a line; may be empty'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l reports -d 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l base-url -d 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l token-file -d 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l ca-cert -d 'Trust the authorities in this PEM file too, beside those of the system' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l concurrency -d 'Connections at once' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l cache-dir -d 'Keep reports in this folder between runs' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l cache-ttl -d 'Ask whether a kept report has changed when it is older than this' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l retries -d 'Attempts after the first that failed' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l connect-timeout -d 'For making a connection, in seconds or as 500ms, 2m' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l timeout -d 'For one attempt, its body included' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-time -d 'For the whole run' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-body -d 'Bytes of an answer or a message that is held in memory, decompressed, at the most' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-rows -d 'List no more messages than this: of more, the page says what they come to' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l tariff -d 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l since -d 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l until -d 'Leave out messages from this on' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l timezone -d 'Begin days as they do in this time zone, by its IANA name' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l on-report-error -d 'What to do when a report is malformed, unreachable or refused' -r -f -a "error\t'Fail'
fallback\t'Charge its messages by their text, with a warning'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l max-errors -d 'Tell up to so many bad messages of a file before giving it up' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l threads -d 'Threads that read and charge; all processors where it is not given' -r
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l include-text -d 'Put the texts of the messages into the page, which it does not hold otherwise'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l reproducible -d 'Leave out when the page was made: the same input gives the same bytes'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l allow-duplicates -d 'Charge a message id that comes twice both times, with a warning'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -l strict -d 'Exit with 7 when there were warnings'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand dashboard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -s f -l format -d 'How to print: by default a table in a terminal and json anywhere else' -r -f -a "json\t'One document, the usage contract'
ndjson\t'A record a line'
csv\t'RFC 4180'
table\t'For people'"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -s o -l output -d 'Write to a file, replaced as a whole or not at all; - for standard output' -r -F
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -l csv-raw -d 'CSV: leave text alone that a spreadsheet would run as a formula'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -a "check" -d 'Check tariff files, and charge the cases that they carry'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and not __fish_seen_subcommand_from check help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check tariff files, and charge the cases that they carry'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand tariffs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand completions" -s h -l help -d 'Print help'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -l color -d 'Use colors; NO_COLOR is honored' -r -f -a "auto\t''
always\t''
never\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -l log-format -d 'Lines for people, or a JSON object a line' -r -f -a "text\t''
json\t''"
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s q -l quiet -d 'Say nothing but warnings and errors'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s v -l verbose -d 'Say what is going on: each answer, each attempt that is made again'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand man" -s h -l help -d 'Print help'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "fetch" -d 'Fetch the current period\'s messages from the API, charge them, print the usage'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "score" -d 'Charge messages from files, offline'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "explain" -d 'Explain what a text or a message costs, line by line'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "summary" -d 'Put the usage together by day, by report or by what was charged'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "compare" -d 'Compare what a period costs under several tariffs'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "diff" -d 'Tell what has changed from one bill to another'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "dashboard" -d 'Write the usage as one HTML page that needs nothing else'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "tariffs" -d 'List the tariffs that ship, print one to copy and edit, or check one of your own'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "schema" -d 'Print the JSON Schema of an output'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "man" -d 'Print the manual page'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and not __fish_seen_subcommand_from fetch score explain summary compare diff dashboard tariffs schema completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c copilot-usage -n "__fish_copilot_usage_using_subcommand help; and __fish_seen_subcommand_from tariffs" -f -a "check" -d 'Check tariff files, and charge the cases that they carry'
