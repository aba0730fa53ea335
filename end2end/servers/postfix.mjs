// A private Postfix: takes mail for any address and hands all of it to the private Dovecot. It never looks up a name
// and has no client that could send anything off this machine.
//   recipients reject…@  refused with 550      later…@  put off with 451
//   recipients bounce…@  accepted, then returned to the sender by a delivery status notification
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { converse, freePorts, HOST } from './ports.mjs';
import { account, findProgram, runToEnd, withFreshPorts } from './processes.mjs';

const DAEMONS = '/usr/lib/postfix/sbin';

/** Starts the server and answers the variables of its tests. */
export async function startPostfix(place, processes, certificates, sockets) {
  const command = findProgram('postfix', ['/usr/sbin'], 'postfix');
  const master = findProgram('master', [DAEMONS], 'postfix');
  const home = join(place.root, 'postfix');
  const folders = { config: join(home, 'config'), queue: join(home, 'queue'), data: join(home, 'data') };
  const owner = account(['postfix']);
  for (const folder of [home, folders.config, folders.queue]) await mkdir(folder, { mode: 0o755 });
  await mkdir(folders.data, { mode: 0o700 });
  await chmod(folders.config, 0o755);
  await runToEnd('chown', [`${owner.uid}:${owner.gid}`, folders.data]);
  await writeFile(join(folders.config, 'recipients'), RECIPIENTS);
  await writeFile(join(folders.config, 'transport'), TRANSPORT);
  return withFreshPorts(async () => {
    const [smtp, smtps] = await freePorts(2);
    await writeFile(join(folders.config, 'main.cf'), settings(place, folders, certificates, sockets));
    await writeFile(join(folders.config, 'master.cf'), services(smtp, smtps));
    await runToEnd(command, ['-c', folders.config, 'check']); // makes the folders of the queue
    const log = join(place.logs, 'postfix.log');
    await processes.start({
      name: 'Postfix',
      program: master,
      words: ['-c', folders.config, '-d'], // -d: stay in the foreground
      log: join(place.logs, 'postfix.out'),
      alsoLog: [log],
      env: { MAIL_CONFIG: folders.config, MAIL_LOGTAG: 'postfix' },
      ready: () => answers(smtp, smtps, certificates.authorityText),
    });
    return { MADOGUCHI_TEST_SMTP: `${HOST}:${smtp}`, MADOGUCHI_TEST_SMTPS: `${HOST}:${smtps}` };
  });
}

/** AUTH in the greeting shows that Postfix reaches Dovecot's password socket. */
async function answers(smtp, smtps, authority) {
  const steps = [[/^220 /, 'EHLO probe\r\n'], [/^250-AUTH [^]*^250 /m, null]];
  return (await converse(smtp, steps)) && (await converse(smtps, steps, { authority }));
}

const RECIPIENTS = `/^reject/i 550 5.1.1 this recipient is always refused
/^later/i 451 4.3.0 this recipient is always put off
`;
const TRANSPORT = `/^bounce/i returns:
`;

function settings(place, folders, certificates, sockets) {
  return `
compatibility_level = 3.6
config_directory = ${folders.config}
queue_directory = ${folders.queue}
data_directory = ${folders.data}
daemon_directory = ${DAEMONS}
maillog_file = ${place.logs}/postfix.log
maillog_file_prefixes = ${place.logs}
syslog_name = postfix

inet_interfaces = ${HOST}
inet_protocols = ipv4
myhostname = localhost
mydomain = localdomain
myorigin = localhost
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:nothing is local here
biff = no

# No names are looked up, and no service in master.cf can reach another machine.
smtp_dns_support_level = disabled
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtp_host_lookup = native
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine

# Every address is a mailbox.
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:all
virtual_transport = lmtp:unix:${sockets.delivery}
transport_maps = regexp:${folders.config}/transport
lmtp_destination_recipient_limit = 1
smtpd_relay_restrictions =
smtpd_recipient_restrictions = check_recipient_access regexp:${folders.config}/recipients, permit_mynetworks, permit_sasl_authenticated, reject

smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${sockets.passwords}
smtpd_sasl_security_options = noanonymous
smtpd_tls_auth_only = no
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${certificates.certificate}
smtpd_tls_key_file = ${certificates.key}
smtpd_tls_session_cache_database =

message_size_limit = 52428800
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
default_process_limit = 100
# Mail that waits is tried again soon.
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 5s
in_flow_delay = 0
`;
}

function services(smtp, smtps) {
  return `
${HOST}:${smtp} inet n - n - - smtpd
${HOST}:${smtps} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
error unix - - n - - error
# Exit code 67 is "no such user" (sysexits.h): the message goes back to its sender.
returns unix - n n - - pipe
  flags= user=nobody null_sender= argv=/bin/sh -c { cat >/dev/null; echo no such user here; exit 67 }
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
