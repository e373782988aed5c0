# Completes faultline's words in fish. In config.fish:  PATH_TO/repl/faultline completion fish | source
function __faultline_words
    set -l typed (commandline -opc) (commandline -ct)
    $typed[1] --complete $typed[2..-1] 2>/dev/null
end
complete -c faultline -k -a '(__faultline_words)'
