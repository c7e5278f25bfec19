
use builtin;
use str;

set edit:completion:arg-completer[copilot-usage] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'copilot-usage'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'copilot-usage'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand fetch 'Fetch the current period''s messages from the API, charge them, print the usage'
            cand score 'Charge messages from files, offline'
            cand explain 'Explain what a text or a message costs, line by line'
            cand summary 'Put the usage together by day, by report or by what was charged'
            cand compare 'Compare what a period costs under several tariffs'
            cand diff 'Tell what has changed from one bill to another'
            cand dashboard 'Write the usage as one HTML page that needs nothing else'
            cand tariffs 'List the tariffs that ship, print one to copy and edit, or check one of your own'
            cand schema 'Print the JSON Schema of an output'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;fetch'= {
            cand --snapshot 'Also write the messages and their reports to a file that `score` reads'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --metrics 'Write figures of a run that went well for a monitor, as OpenMetrics'
            cand --fail-over 'Exit with 7 when the total is higher'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --base-url 'Where the API is'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;score'= {
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --metrics 'Write figures of a run that went well for a monitor, as OpenMetrics'
            cand --fail-over 'Exit with 7 when the total is higher'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --base-url 'Look reports up in this API, instead of the snapshot'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;explain'= {
            cand --message 'Explain the message with this id, of files or of the current period'
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --base-url 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --all 'Show the rules that found nothing, too'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;summary'= {
            cand --by 'Put messages together by this, or by two of them: hour, day, week, month, report, source, kind'
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand --base-url 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;compare'= {
            cand --tariff 'Compare these tariffs, the later ones with the first: names of `copilot-usage tariffs`, or files'
            cand --top 'Show so many of the largest differences of a message'
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand --base-url 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;diff'= {
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --base-url 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;dashboard'= {
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand --base-url 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --max-rows 'List no more messages than this: of more, the page says what they come to'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --since 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z'
            cand --until 'Leave out messages from this on'
            cand --timezone 'Begin days as they do in this time zone, by its IANA name'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --include-text 'Put the texts of the messages into the page, which it does not hold otherwise'
            cand --reproducible 'Leave out when the page was made: the same input gives the same bytes'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;tariffs'= {
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand check 'Check tariff files, and charge the cases that they carry'
            cand text 'Print this tariff'
            cand tokens 'Print this tariff'
            cand tokens-ceil 'Print this tariff'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;tariffs;check'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'copilot-usage;tariffs;text'= {
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;tariffs;tokens'= {
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;tariffs;tokens-ceil'= {
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;tariffs;help'= {
            cand check 'Check tariff files, and charge the cases that they carry'
            cand text 'Print this tariff'
            cand tokens 'Print this tariff'
            cand tokens-ceil 'Print this tariff'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;tariffs;help;check'= {
        }
        &'copilot-usage;tariffs;help;text'= {
        }
        &'copilot-usage;tariffs;help;tokens'= {
        }
        &'copilot-usage;tariffs;help;tokens-ceil'= {
        }
        &'copilot-usage;tariffs;help;help'= {
        }
        &'copilot-usage;schema'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;completions'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'copilot-usage;man'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'copilot-usage;help'= {
            cand fetch 'Fetch the current period''s messages from the API, charge them, print the usage'
            cand score 'Charge messages from files, offline'
            cand explain 'Explain what a text or a message costs, line by line'
            cand summary 'Put the usage together by day, by report or by what was charged'
            cand compare 'Compare what a period costs under several tariffs'
            cand diff 'Tell what has changed from one bill to another'
            cand dashboard 'Write the usage as one HTML page that needs nothing else'
            cand tariffs 'List the tariffs that ship, print one to copy and edit, or check one of your own'
            cand schema 'Print the JSON Schema of an output'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;help;fetch'= {
        }
        &'copilot-usage;help;score'= {
        }
        &'copilot-usage;help;explain'= {
        }
        &'copilot-usage;help;summary'= {
        }
        &'copilot-usage;help;compare'= {
        }
        &'copilot-usage;help;diff'= {
        }
        &'copilot-usage;help;dashboard'= {
        }
        &'copilot-usage;help;tariffs'= {
            cand check 'Check tariff files, and charge the cases that they carry'
            cand text 'Print this tariff'
            cand tokens 'Print this tariff'
            cand tokens-ceil 'Print this tariff'
        }
        &'copilot-usage;help;tariffs;check'= {
        }
        &'copilot-usage;help;tariffs;text'= {
        }
        &'copilot-usage;help;tariffs;tokens'= {
        }
        &'copilot-usage;help;tariffs;tokens-ceil'= {
        }
        &'copilot-usage;help;schema'= {
        }
        &'copilot-usage;help;completions'= {
        }
        &'copilot-usage;help;man'= {
        }
        &'copilot-usage;help;help'= {
        }
    ]
    $completions[$command]
}
